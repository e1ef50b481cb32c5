using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Flujo.Analyzers.Naming;

/// <summary>The values that an expression chooses from: those of <c>isNew ? "insert" : "update"</c> are two constants.</summary>
internal static class ConstantLeaves
{
    public static IEnumerable<IOperation> Of(IOperation value)
    {
        if (value.ConstantValue.HasValue)
            return [value is IConversionOperation { IsImplicit: true } constant ? constant.Operand : value];
        return value switch
        {
            IConversionOperation { IsImplicit: true } conversion => Of(conversion.Operand),
            IParenthesizedOperation parenthesized => Of(parenthesized.Operand),
            IConditionalOperation { WhenFalse: { } whenFalse } choice => Of(choice.WhenTrue).Concat(Of(whenFalse)),
            ISwitchExpressionOperation choice => choice.Arms.SelectMany(static arm => Of(arm.Value)),
            ICoalesceOperation choice => Of(choice.Value).Concat(Of(choice.WhenNull)),
            IThrowOperation => [],
            _ => [value],
        };
    }
}
