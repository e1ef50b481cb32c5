namespace Flujo.Storage;

/// <summary>Who writes down what was sent: in a traced program its drainer, which alone writes to the store; in lens, lens.</summary>
internal interface IOutboxStore
{
    /// <summary>Runs a change in a transaction of its own, and waits for it.</summary>
    /// <returns>False when the store did not take it in time.</returns>
    bool TryWrite(Action<SqliteDatabase> change);
}
