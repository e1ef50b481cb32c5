using Flujo.Vocabulary;

namespace Flujo.Journal;

/// <summary>Writes the process's constants into one journal, in chunks that are never reused. Thread-safe.</summary>
internal sealed unsafe class ConstantsWriter(ChunkPool pool)
{
    // Any thread, under the gate: the pen too, which is nobody's own.
    private readonly Lock _gate = new();
    private readonly ThreadWriter _writer = new(pool, constants: true);

    // Written under the gate, read by any thread. Race: a thread that is about to use an id against one that writes it. Who reads that it is written, finds it in the journal; who
    // does not, comes in here and waits for the other.
    private volatile int _written = 1;

    /// <summary>Ids below this are in the journal.</summary>
    public int Written => _written;

    /// <summary>Writes what has been declared since the last time. What finds no room is lost: a name is then (unnamed) to a reader of the dead process.</summary>
    public void CatchUp()
    {
        lock (_gate)
        {
            int count = ConstantTable.Process.Count;
            for (int id = _written; id < count; id++)
            {
                Write((uint)id, ConstantTable.Process.Entry((uint)id)!);
            }

            _written = count;
        }
    }

    private void Write(uint id, object entry)
    {
        string text = entry is CallSite site ? site.File : (string)entry;
        byte* body = _writer.Reserve(16 + RecordWriter.SizeOf(text), urgent: true);
        if (body == null)
        {
            return;
        }

        var record = new RecordWriter(body);
        record.Long(0);
        record.Int(id);
        record.Int(entry is CallSite callSite ? (uint)callSite.Line : 0);
        record.Text(text);
        _writer.Publish(body, record.LengthFrom(body), entry is CallSite ? RecordKind.CallSite : RecordKind.Name);
    }
}
