"""How likely is it that the next promise is kept, how sure are we, and why; plain values in and out."""
