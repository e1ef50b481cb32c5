using System.Text;

namespace Flujo.Privacy;

/// <summary>
/// The places of one text that hold secrets. They are added in any order and may overlap; places that touch become one
/// mask. Allocates nothing until the first place is found.
/// </summary>
internal struct MaskList
{
    private List<(int Start, int End)>? _places;

    /// <summary>Marks <c>start..end</c> as secret; nothing when that is empty.</summary>
    public void Add(int start, int end)
    {
        if (end > start)
            (_places ??= []).Add((start, end));
    }

    /// <summary>The text with a mask in each place; the same instance when there is none.</summary>
    public readonly string Apply(string text)
    {
        if (_places is null)
            return text;
        _places.Sort();
        StringBuilder masked = new(text.Length);
        int maskEnd = -1;
        foreach ((int start, int end) in _places)
        {
            if (start > maskEnd)
            {
                int copied = Math.Max(maskEnd, 0);
                masked.Append(text, copied, start - copied).Append(Redactor.Mask);
            }
            maskEnd = Math.Max(maskEnd, end);
        }
        return masked.Append(text, maskEnd, text.Length - maskEnd).ToString();
    }
}
