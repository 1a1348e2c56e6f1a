"""Settings of the kernels that run the notebooks; `make report` puts them where IPython looks."""

# Papermill and Jupyter start kernels on this machine's own address: that what no other one hears is
# not encrypted is no news to an analyst, nor that a kernel is told to end.
c = get_config()  # noqa: F821
c.IPKernelApp.log_level = "CRITICAL"
