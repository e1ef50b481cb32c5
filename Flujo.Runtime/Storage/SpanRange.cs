namespace Flujo.Storage;

/// <summary>Numbers of spans of one run, both ends included.</summary>
internal readonly record struct SpanRange(uint First, uint Last)
{
    /// <summary>The ranges without some of their numbers.</summary>
    /// <param name="ranges">Ascending, apart from one another.</param>
    /// <param name="numbers">Ascending.</param>
    public static List<SpanRange> Without(IReadOnlyList<SpanRange> ranges, IReadOnlyList<uint> numbers)
    {
        var left = new List<SpanRange>();
        int next = 0;
        foreach (SpanRange range in ranges)
        {
            uint first = range.First;
            bool isEmpty = false;
            for (; next < numbers.Count && numbers[next] <= range.Last; next++)
            {
                uint number = numbers[next];
                if (number < range.First)
                {
                    continue;
                }

                if (number > first)
                {
                    left.Add(new SpanRange(first, number - 1));
                }

                isEmpty = number == range.Last; // and number + 1 might not be a number any more
                first = number + 1;
            }

            if (!isEmpty)
            {
                left.Add(new SpanRange(first, range.Last));
            }
        }

        return left;
    }
}
