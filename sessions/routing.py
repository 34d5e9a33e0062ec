"""The one socket: a board."""

from django.urls import path

from sessions.consumers import BoardConsumer

websocket_urlpatterns = [path("ws/s/<str:uid>/", BoardConsumer.as_asgi())]
