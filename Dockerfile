# The app in a container. docs/DEPLOY.md says how to run it; deploy/compose.yaml runs two of them behind nginx.
FROM python:3.13-slim

# Python writes nothing beside its files, and what the app prints appears at once
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
WORKDIR /app

COPY requirements.txt constraints.txt ./
RUN pip install --no-cache-dir --disable-pip-version-check --only-binary :all: -r requirements.txt -c constraints.txt

COPY app.py ./
COPY .streamlit .streamlit
COPY pages pages
COPY ui ui
COPY charts charts
COPY study study
COPY tables tables
COPY kmeans_core kmeans_core
# The app copies its drawing library beside itself when a page first needs it; done here, since later nothing can be written
RUN python -c "from ui import plotly_js; raise SystemExit(plotly_js.provide())"

# A user of no other rights; what needs a home writes to /tmp, which is all that can be written. The proxy is not there:
# as in start.py, nothing is asked of the internet.
RUN useradd --system --uid 10001 --no-create-home app
USER app
ENV HOME=/tmp \
    STREAMLIT_SERVER_ADDRESS=0.0.0.0 \
    STREAMLIT_SERVER_PORT=8501 \
    STREAMLIT_SERVER_BASE_URL_PATH= \
    STREAMLIT_SERVER_HEADLESS=true \
    STREAMLIT_LOGGER_HIDE_WELCOME_MESSAGE=true \
    http_proxy=http://127.0.0.1:9 \
    https_proxy=http://127.0.0.1:9 \
    no_proxy=127.0.0.1,localhost
EXPOSE 8501
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 CMD python -c "import os, urllib.request; \
    port, base = os.environ['STREAMLIT_SERVER_PORT'], os.environ['STREAMLIT_SERVER_BASE_URL_PATH'].strip('/'); \
    urllib.request.urlopen('http://127.0.0.1:' + '/'.join(filter(None, [port, base, '_stcore/health'])), timeout=4)"
CMD ["python", "-m", "streamlit", "run", "app.py"]
