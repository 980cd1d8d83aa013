"""Knowledge graph and matching service of the S3 platform in Småland och öarna."""

__version__ = "0.1.0"
