using Flujo.Vocabulary;

namespace Flujo.Journal;

/// <summary>
/// The process's table of constants: names of steps and call sites that the compiler knows. Grows only; ids begin at 1 and are the same in all
/// journals of the process. Thread-safe.
/// </summary>
internal sealed class ConstantTable : IConstants
{

    // Any thread, under the gate.
    private readonly Lock _gate = new();
    private readonly List<object> _entries = [""];
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);

    private ConstantTable()
    {
    }

    public static ConstantTable Process { get; } = new();

    /// <summary>How many ids have been given; ids below it are known.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>The id of a name, new or known.</summary>
    public static int AddName(string name)
    {
        lock (Process._gate)
        {
            if (!Process._names.TryGetValue(name, out int id))
            {
                id = Process._entries.Count;
                Process._entries.Add(name);
                Process._names.Add(name, id);
            }

            return id;
        }
    }

    /// <summary>Adds the call sites of one file.</summary>
    /// <returns>The id of the first; the others follow in order.</returns>
    public static int AddCallSites(string file, int[] lines)
    {
        lock (Process._gate)
        {
            int first = Process._entries.Count;
            foreach (int line in lines)
            {
                Process._entries.Add(new CallSite(file, line));
            }

            return first;
        }
    }

    public string? NameOf(uint id) => Entry(id) as string;

    public CallSite? CallSiteOf(uint id) => Entry(id) as CallSite?;

    /// <summary>The entry of an id, a string or a <see cref="CallSite"/>; null when it is unknown.</summary>
    public object? Entry(uint id)
    {
        lock (_gate)
        {
            return id > 0 && id < (uint)_entries.Count ? _entries[(int)id] : null;
        }
    }
}
