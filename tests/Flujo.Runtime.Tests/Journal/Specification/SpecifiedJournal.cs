using System.Text;

namespace Flujo.Runtime.Tests.Journal.Specification;

/// <summary>
/// A reader of journals that was written from docs/journal-format.md alone, and uses nothing of Flujo's: numbers that stand there stand here. It takes the page at its word, so that
/// whoever changes the format without changing the page finds out.
/// </summary>
internal sealed class SpecifiedJournal
{
    private readonly Dictionary<uint, string> _names = [];
    private readonly Dictionary<uint, string> _callSites = [];
    private readonly List<(long Ticks, long Utc)> _anchors = [];
    private readonly Dictionary<uint, SpecifiedRun> _runs = [];
    private readonly long _ticksPerSecond;
    private long _lastSignOfLife;

    public SpecifiedJournal(byte[] file)
    {
        Expect(file.AsSpan(0, 8).SequenceEqual("\u0001FLJRNL1"u8), "the magic");
        Expect(U32(file, 8) == 2, "the version");
        Expect(U32(file, 12) == 65536 && U32(file, 20) == 8192, "the sizes");
        Expect(U32(file, 32) == SpecifiedCrc.Of(0x464C4A48, [.. file[..32], .. file[64..2048]]), "the checksum");
        ProcessId = U32(file, 16);
        _ticksPerSecond = I64(file, 24);
        int at = 64;
        Texts = [.. Enumerable.Range(0, 5).Select(_ => ShortText(file, ref at))];
        _lastSignOfLife = Places(file, 2048, 16, 2).Select(place => I64(file, place)).DefaultIfEmpty().Max();
        _anchors.AddRange(Places(file, 2080, 24, 84).Select(place => (I64(file, place), I64(file, place + 8))).Order());
        Expect(_anchors.Count > 0, "an anchor");
        Dropped = [.. Enumerable.Range(0, 256).Select(entry => 4096 + (16 * entry)).Where(entry => U32(file, entry + 4) + U32(file, entry + 8) + U32(file, entry + 12) > 0)
            .Select(entry => (U32(file, entry), U32(file, entry + 4), U32(file, entry + 8), U32(file, entry + 12)))];
        ReadChunks(file);
    }

    public uint ProcessId { get; }

    /// <summary>Journal id, boot id, program, its version, host.</summary>
    public IReadOnlyList<string> Texts { get; }

    /// <summary>The entries of the drop table that say something.</summary>
    public IReadOnlyList<(uint Run, uint Stalled, uint Slow, uint TooLarge)> Dropped { get; }

    public IEnumerable<SpecifiedRun> Runs => _runs.Values;

    /// <summary>How many records of each kind there are.</summary>
    public Dictionary<byte, int> Kinds { get; } = [];

    private void ReadChunks(byte[] file)
    {
        var happened = new List<(long Ticks, byte Kind, byte[] Body)>();
        for (int n = 0; 8192 + (65536 * n) < file.Length; n++)
        {
            byte[] chunk = new byte[65536];
            int start = 8192 + (65536 * n);
            file.AsSpan(start, Math.Min(65536, file.Length - start)).CopyTo(chunk);
            if (U32(chunk, 0) != 0x4B484346)
            {
                Expect(chunk.All(static one => one == 0), "a chunk that is unused");
                continue;
            }

            foreach ((byte kind, byte[] body) in Records(chunk, (uint)n, U32(chunk, 4)))
            {
                Kinds[kind] = Kinds.GetValueOrDefault(kind) + 1;
                if (U32(chunk, 8) == 1)
                {
                    Constant(kind, new Fields(body));
                }
                else
                {
                    happened.Add((I64(body, 0), kind, body));
                }
            }
        }

        foreach ((_, byte kind, byte[] body) in happened.OrderBy(static record => record.Ticks)) // stable: records of one chunk keep their order
        {
            Apply(kind, new Fields(body));
        }

        foreach (SpecifiedSpan span in _runs.Values.SelectMany(static run => run.Spans.Values))
        {
            span.Interrupt(_lastSignOfLife);
        }
    }

    private static IEnumerable<(byte Kind, byte[] Body)> Records(byte[] chunk, uint n, uint generation)
    {
        for (int at = 64; at + 8 <= 65536;)
        {
            int length = chunk[at] | (chunk[at + 1] << 8);
            int padded = (length + 7) / 8 * 8;
            if (BitConverter.ToUInt64(chunk, at) == 0)
            {
                yield break;
            }

            Expect(length >= 8 && at + 8 + padded <= 65536 && chunk[at + 3] == (byte)generation, "a record's header");
            byte[] covered = [chunk[at], chunk[at + 1], chunk[at + 2], 0, .. chunk[(at + 16)..(at + 8 + padded)], .. chunk[(at + 8)..(at + 16)]];
            uint begin = unchecked((n * 0x9E3779B1) ^ (generation * 0x85EBCA77) ^ 0x5A5A1234);
            Expect(U32(chunk, at + 4) == SpecifiedCrc.Of(begin, covered), "a record's CRC");
            yield return (chunk[at + 2], chunk[(at + 8)..(at + 8 + length)]);
            at += 8 + padded;
        }
    }

    private void Constant(byte kind, Fields fields)
    {
        Expect(fields.I64() == 0, "a constant's ticks");
        uint id = fields.U32();
        uint line = fields.U32();
        if (kind == 9)
        {
            _names[id] = fields.Text()!;
        }
        else if (kind == 10)
        {
            _callSites[id] = $"{fields.Text()}:{line}";
        }
    }

    private void Apply(byte kind, Fields fields)
    {
        long ticks = fields.I64();
        _lastSignOfLife = Math.Max(_lastSignOfLife, ToUtc(ticks));
        uint number = fields.U32();
        if (kind == 1)
        {
            _runs[number] = StartOfRun(fields, ToUtc(ticks));
            return;
        }

        SpecifiedRun run = _runs[number];
        if (kind == 2)
        {
            uint status = fields.U32();
            run.Spans[1].End(status, ToUtc(fields.I64(), ticks), attempts: 1);
            run.EndsExpected = fields.U32();
            run.Dropped = (fields.U32(), fields.U32(), fields.U32());
            return;
        }

        uint span = fields.U32();
        switch (kind)
        {
            case 3:
                (uint parent, uint name, uint callSite, uint spanKind) = (fields.U32(), fields.U32(), fields.U32(), fields.U32());
                run.Spans.Add(span, new SpecifiedSpan(run.IdOf(span), name == 0 ? fields.Text()! : _names[name], parent, spanKind, ToUtc(ticks))
                {
                    CallSite = callSite == 0 ? null : _callSites[callSite],
                });
                break;
            case 11:
                (parent, name, callSite, spanKind) = (fields.U32(), fields.U32(), fields.U32(), fields.U32());
                ulong id = (ulong)fields.I64();
                string? text = fields.Text();
                run.Spans.Add(span, new SpecifiedSpan(id == 0 ? run.IdOf(span) : id.ToString("x16"), name == 0 ? text! : _names[name], parent, spanKind, ToUtc(ticks))
                {
                    CallSite = callSite == 0 ? null : _callSites[callSite],
                });
                break;
            case 4:
                (long start, uint attempts, uint status) = (fields.I64(), fields.U32(), fields.U32());
                run.Spans[span].End(status, ToUtc(start, ticks), attempts);
                break;
            case 5:
                run.Spans[span].Attributes[fields.Text()!] = fields.Value();
                break;
            case 6:
                fields.U32();
                uint count = fields.U32();
                string eventName = fields.Text()!;
                run.Spans[span].Events.Add($"{eventName} {string.Join(' ', Enumerable.Range(0, (int)count).Select(_ => $"{fields.Text()}={fields.Value()}"))}");
                break;
            case 7:
                run.Spans[span].AddUsage(fields.U32(), fields.I64(), fields.I64(), fields.I64());
                break;
            case 8:
                run.Spans[span].Texts[fields.U32()] = fields.Text()!;
                break;
        }
    }

    private static SpecifiedRun StartOfRun(Fields fields, long at)
    {
        Expect(fields.U32() == 0, "a run's flags");
        ulong spanBase = (ulong)fields.I64();
        string id = fields.Uuid();
        var run = new SpecifiedRun(id, spanBase, fields.Uuid());
        fields.Uuid();
        run.Spans.Add(1, new SpecifiedSpan(run.IdOf(1), fields.Text()!, 0, 0, at));
        run.Version = fields.Text();
        return run;
    }

    private long ToUtc(long ticks)
    {
        (long Ticks, long Utc) anchor = _anchors.Where(one => one.Ticks <= ticks).DefaultIfEmpty(_anchors[0]).Last();
        return anchor.Utc + ToNanoseconds(ticks - anchor.Ticks);
    }

    private long ToUtc(long startTicks, long endTicks) => ToUtc(startTicks) + ToNanoseconds(endTicks - startTicks);

    private long ToNanoseconds(long ticks) => (long)((Int128)ticks * 1_000_000_000 / _ticksPerSecond);

    private static IEnumerable<int> Places(byte[] file, int first, int size, int count) => Enumerable.Range(0, count).Select(i => first + (i * size))
        .Where(place => BitConverter.ToUInt64(file, place + size - 8) == SpecifiedCrc.Of(0x464C4A43, file[place..(place + size - 8)]));

    private static string ShortText(byte[] file, ref int at)
    {
        int length = file[at] | (file[at + 1] << 8);
        at += 2 + length;
        return Encoding.UTF8.GetString(file, at - length, length);
    }

    private static uint U32(byte[] bytes, int at) => BitConverter.ToUInt32(bytes, at);

    private static long I64(byte[] bytes, int at) => BitConverter.ToInt64(bytes, at);

    private static void Expect(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidDataException($"{what} is not as the specification says");
        }
    }

    /// <summary>The fields of a body, one after another.</summary>
    private sealed class Fields(byte[] body)
    {
        private int _at;

        public long I64() => BitConverter.ToInt64(body, (_at += 8) - 8);

        public uint U32() => BitConverter.ToUInt32(body, (_at += 4) - 4);

        public string Uuid()
        {
            byte[] b = body[_at..(_at += 16)];
            return Convert.ToHexStringLower([b[3], b[2], b[1], b[0], b[5], b[4], b[7], b[6], .. b[8..]]);
        }

        public string? Text()
        {
            uint length = U32();
            return length == 0xFFFFFFFF ? null : Encoding.UTF8.GetString(body, (_at += (int)length) - (int)length, (int)length);
        }

        public object? Value()
        {
            byte type = body[_at++];
            long bits = type == 1 ? 0 : I64();
            return type switch
            {
                0 => null,
                1 => Text(),
                2 => bits,
                3 => BitConverter.Int64BitsToDouble(bits),
                4 => bits != 0,
                _ => throw new InvalidDataException($"type {type} is not in the specification"),
            };
        }
    }
}
