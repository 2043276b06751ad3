# The web, the workers and the beat are one image; docker-compose.yml says which runs what. PostgreSQL and Redis are images of their own.
FROM python:3.11-slim AS packages
COPY --from=ghcr.io/astral-sh/uv:0.13.9 /uv /usr/local/bin/uv
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1 uv sync --locked --no-dev --no-build

FROM python:3.11-slim
RUN useradd --system --uid 10001 --create-home practice \
    && install --directory --owner practice --group practice --mode 0700 /var/lib/practice-billing
COPY --from=packages /app/.venv /app/.venv
COPY . /app
WORKDIR /app
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PRACTICE_STATE=/var/lib/practice-billing \
    DJANGO_SETTINGS_MODULE=config.settings
USER practice
VOLUME /var/lib/practice-billing
EXPOSE 8000
CMD ["python", "-m", "granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--no-ws", "--workers", "2", "--blocking-threads", "8", "config.wsgi:application"]
