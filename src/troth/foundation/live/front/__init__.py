"""The one address: pages go through to web, streams are served here, sockets go to documents."""
