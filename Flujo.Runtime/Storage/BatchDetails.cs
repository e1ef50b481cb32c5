namespace Flujo.Storage;

/// <summary>Writes what a batch has besides spans: attributes, events, usage, large texts, and the notes of its runs. Used inside a transaction, by the writer's thread.</summary>
/// <param name="database">The store.</param>
/// <param name="names">The numbers of names.</param>
/// <param name="present">The run of an index, or null when it is unknown or no longer in the store.</param>
internal sealed class BatchDetails(SqliteDatabase database, NameNumbers names, Func<uint, KnownRun?> present)
{
    public void Store(Batch batch)
    {
        foreach (AttributeDelta attribute in batch.Attributes)
        {
            if (present(attribute.RunIndex) is { } run)
            {
                DetailRows.Store(database, run.Progress.RunNo, names.Of(attribute.Key), attribute);
            }
        }

        foreach (EventDelta item in batch.Events)
        {
            if (present(item.RunIndex) is { } run)
            {
                DetailRows.Store(database, run.Progress.RunNo, names.Of(item.Name), item);
            }
        }

        foreach ((UsageKey key, UsageSums sums) in batch.SpanUsage)
        {
            if (present(key.RunIndex) is { } run)
            {
                DetailRows.Store(database, run.Progress.RunNo, key, NumberOf(key.Model), NumberOf(key.CostSource), sums);
            }
        }

        foreach (PayloadDelta payload in batch.Payloads)
        {
            if (present(payload.RunIndex) is { } run)
            {
                DetailRows.Store(database, run.Progress.RunNo, payload);
            }
        }
    }

    /// <summary>Stores what went wrong, by cause, with each run of the batch.</summary>
    public void StoreNotes(IEnumerable<KeyValuePair<string, string>> notes, IReadOnlyList<RunChange> changes, long nowNs)
    {
        foreach ((string cause, string message) in notes)
        {
            foreach (RunChange change in changes)
            {
                if (!change.IsGone)
                {
                    DetailRows.StoreNote(database, change.Run.Progress.RunNo, names.Of("note"), nowNs, cause, message);
                }
            }
        }
    }

    private long NumberOf(string? name) => name is null ? 0 : names.Of(name);
}
