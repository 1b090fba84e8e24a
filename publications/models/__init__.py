from .post import Distribution, Parcel, ParcelReader, StockMove

__all__ = ["Distribution", "Parcel", "ParcelReader", "StockMove"]
