"""Servers that somebody else runs (DATABASE_URL, REDIS_URL): whether they answer before anything is started on them."""

import psycopg2

from config.supervisor.sentences import CannotStart

ANSWER_SECONDS = 5


def check(database_url: str | None, redis_url: str | None) -> None:
    """Raise CannotStart where a given server does not answer. No password appears in the sentence."""
    if database_url is not None:
        _check_database(database_url)
    if redis_url is not None:
        _check_redis(redis_url)


def _check_database(url: str) -> None:
    try:
        psycopg2.connect(url, connect_timeout=ANSWER_SECONDS).close()
    except psycopg2.Error as error:
        reason = str(error).strip().splitlines() or ["no reason given"]
        raise CannotStart(f"The database of DATABASE_URL does not answer: {reason[0]}.") from None


def _check_redis(url: str) -> None:
    import redis  # takes a tenth of a start, and the embedded server is not asked this way

    try:
        with redis.Redis.from_url(url, socket_timeout=ANSWER_SECONDS, socket_connect_timeout=ANSWER_SECONDS) as client:
            client.ping()
    except (redis.RedisError, ValueError) as error:
        raise CannotStart(f"The server of REDIS_URL does not answer: {error}.") from None
