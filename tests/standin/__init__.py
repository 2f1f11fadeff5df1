"""A small local stand-in for Discord, for tests that run the real bot process from outside, with nothing mocked.

It serves the REST API (`rest`, `replies`) and the gateway (`gateway`) over plain HTTP and websocket on loopback, keeps
what a bot would find there (`world`), records every request (`journal`), lets a test act as a person (`people`) and
make things go wrong (`faults`), and refuses what Discord refuses (`limits`). `payloads` and `interactions` build what
Discord sends. A bot is pointed at it by `discord.http.Route.BASE` and `DiscordWebSocket.DEFAULT_GATEWAY`; discord.py
takes a gateway address from `GET /gateway/bot` only for the first connection of an `AutoShardedClient`.
"""

from .faults import Fault
from .gateway import Gateway
from .journal import Request, Upload
from .people import Person, Use
from .server import Standin
from .world import World

__all__ = ["Fault", "Gateway", "Person", "Request", "Standin", "Upload", "Use", "World"]
