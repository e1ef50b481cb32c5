using Flujo.Journal;

namespace Flujo.CompilerServices;

/// <summary>The name of attempt spans, as a constant of the journal.</summary>
internal static class AttemptName
{
    public static readonly int Id = ConstantTable.AddName("attempt");
}
