using Flujo.Reading;

namespace Flujo.Lens.Verbs.Status;

/// <summary>What <c>status</c> reads: the store, its files, and how many journals lie beside it.</summary>
internal sealed record StatusView(string Path, long Bytes, long WalBytes, int JournalFiles, StoreStatus Store);
