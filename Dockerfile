# Rollcall in two stages: what is needed to build stays in the first. The image runs as a user without rights, on a
# read-only root file system, with its data in /data and scratch space in /tmp.

FROM python:3.11-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/rollcall
WORKDIR /src
COPY requirements.txt ./
RUN /opt/rollcall/bin/pip install --require-hashes -r requirements.txt
COPY pyproject.toml README.md LICENSE ./
COPY bot ./bot
COPY handlers ./handlers
COPY db ./db
RUN /opt/rollcall/bin/pip install --no-deps . && /opt/rollcall/bin/python -m compileall -q /opt/rollcall

FROM python:3.11-slim
COPY --from=build /opt/rollcall /opt/rollcall
RUN useradd --uid 10001 --no-create-home --home-dir /data rollcall && install -d -o rollcall -g rollcall /data
ENV PATH=/opt/rollcall/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    HOME=/data \
    MPLCONFIGDIR=/tmp/matplotlib \
    DATABASE_URL=sqlite+aiosqlite:////data/rollcall.sqlite3 \
    LOG_FORMAT=json \
    STATUS_PORT=8080
WORKDIR /data
USER 10001
VOLUME /data
EXPOSE 8080
# The first start fills the database. Unhealthy is also a bot that has lost its connection to Discord.
HEALTHCHECK --interval=30s --timeout=5s --start-period=90s --retries=3 \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8080/health', timeout=4)"]
ENTRYPOINT ["rollcall"]
CMD ["run"]
