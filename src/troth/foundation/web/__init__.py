"""Speaking HTTP: ids and fields, templates, forms, headers; knows no noun."""
