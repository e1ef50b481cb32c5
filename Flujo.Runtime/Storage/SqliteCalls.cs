using System.Runtime.InteropServices;
using SQLitePCL;

namespace Flujo.Storage;

/// <summary>
/// The calls of SQLite that run several times per span, made directly: the provider's interface and the reference count of its safe handles cost as much as SQLite itself
/// there. Used by whoever owns the statement, one thread at a time.
/// </summary>
internal static unsafe class SqliteCalls
{
    /// <summary>The library that SQLitePCLRaw's bundle brings; with another one in its place (a program may choose its own) everything goes through the provider.</summary>
    public const string BundledLibrary = "e_sqlite3";

    private static readonly nint Library =
        NativeLibrary.TryLoad(BundledLibrary, typeof(SqliteCalls).Assembly, searchPath: null, out nint library) ? library : 0;

    /// <summary>Whether handles come from the library that is called here: handing them to another copy of SQLite would crash.</summary>
    public static bool IsDirect { get; } = raw.GetNativeLibraryName() == BundledLibrary && Library != 0;

    // Binding a number neither blocks nor calls back, and takes some ten nanoseconds: less than to tell the garbage collector about it.
    private static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, long, int> BindLongAt =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, long, int>)Export("sqlite3_bind_int64");

    private static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, int> BindNullAt =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, int>)Export("sqlite3_bind_null");

    private static readonly delegate* unmanaged[Cdecl]<nint, int> StepAt = (delegate* unmanaged[Cdecl]<nint, int>)Export("sqlite3_step");

    private static readonly delegate* unmanaged[Cdecl]<nint, int> ResetAt = (delegate* unmanaged[Cdecl]<nint, int>)Export("sqlite3_reset");

    private static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, long> ColumnLongAt =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, long>)Export("sqlite3_column_int64");

    private static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, int> ColumnTypeAt =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, int>)Export("sqlite3_column_type");

    public static int BindLong(nint statement, int index, long value) => BindLongAt(statement, index, value);

    public static int BindNull(nint statement, int index) => BindNullAt(statement, index);

    public static int Step(nint statement) => StepAt(statement);

    public static int Reset(nint statement) => ResetAt(statement);

    public static long ColumnLong(nint statement, int column) => ColumnLongAt(statement, column);

    public static int ColumnType(nint statement, int column) => ColumnTypeAt(statement, column);

    private static nint Export(string name) => Library != 0 ? NativeLibrary.GetExport(Library, name) : 0;
}
