# The service for an outside PostgreSQL (15 or newer): DATABASE_URL says where it is.
FROM python:3.11-slim-bookworm AS build
WORKDIR /srv/policyapi
RUN python3 -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
COPY pyproject.toml constraints.txt ./
# Only what serving needs: the project's dependencies and fast segmentation.
RUN python -c 'import tomllib; p = tomllib.load(open("pyproject.toml", "rb"))["project"]; \
print(*p["dependencies"], *p["optional-dependencies"]["fast"], sep="\n")' > /tmp/requirements \
    && pip install --no-cache-dir --quiet --constraint constraints.txt --requirement /tmp/requirements
COPY . .
ENV STATIC_ROOT=/srv/static
# Neither step opens the database.
RUN python -m compileall -q /opt/venv/lib policyapi taxonomy documents \
    && SECRET_KEY=build DATABASE_URL=postgresql://none/none python manage.py collectstatic --no-input --verbosity 0

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /srv/data --shell /usr/sbin/nologin policyapi \
    && install -d -o policyapi -g policyapi -m 0700 /srv/data
COPY --from=build /opt/venv /opt/venv
COPY --from=build /srv/static /srv/static
COPY --from=build /srv/policyapi /srv/policyapi
WORKDIR /srv/policyapi
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    STATIC_ROOT=/srv/static \
    DATA_DIR=/srv/data \
    HOST=0.0.0.0 \
    PORT=8000
USER policyapi
# The dictionary is built and cached now, so that the first request does not wait for it.
RUN python -c 'from documents.text.segmentation import Segmenter; Segmenter().words("预热词典")'
VOLUME /srv/data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=120s --retries=4 \
    CMD ["python", "-m", "policyapi.healthcheck"]
ENTRYPOINT ["python", "manage.py"]
CMD ["serve", "--migrate"]
