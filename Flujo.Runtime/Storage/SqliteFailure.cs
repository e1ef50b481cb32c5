using SQLitePCL;

namespace Flujo.Storage;

/// <summary>SQLite refused something. Never reaches a user's code.</summary>
internal sealed class SqliteFailure(int code, string message) : Exception(message)
{
    /// <summary>SQLite's extended result code.</summary>
    public int Code => code;

    /// <summary>SQLite's result code without its extension.</summary>
    public int PrimaryCode => code & 0xFF;

    /// <summary>Whether somebody else holds the store; trying again helps.</summary>
    public bool IsBusy => PrimaryCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    /// <summary>Whether the file is no database, or a damaged one.</summary>
    public bool IsCorrupt => PrimaryCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB;

    /// <summary>Whether a row was there already.</summary>
    public bool IsConflict => (code & 0xFF) is raw.SQLITE_CONSTRAINT;

    /// <summary>Whether the disk has no room.</summary>
    public bool IsFull => PrimaryCode is raw.SQLITE_FULL;
}
