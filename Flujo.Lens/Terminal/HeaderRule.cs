using Spectre.Console;
using Spectre.Console.Rendering;

namespace Flujo.Lens.Terminal;

/// <summary>A table's border that is nothing but a line under its titles.</summary>
internal sealed class HeaderRule : TableBorder
{
    public override string GetPart(TableBorderPart part) =>
        part is TableBorderPart.HeaderBottom ? "─" : "";
}
