using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Flujo.Analyzers.Naming;

/// <summary>The method that a delegate among the arguments of a call runs: given as a method group, or as a lambda that only calls it.</summary>
internal static class DelegateTarget
{
    /// <returns>Null where there is no such delegate, or more than one.</returns>
    public static IMethodSymbol? Of(IInvocationOperation call)
    {
        IDelegateCreationOperation[] delegates =
            [.. call.Arguments.Select(static argument => argument.Value).OfType<IDelegateCreationOperation>()];
        return delegates.Length == 1 ? Target(delegates[0].Target) : null;
    }

    private static IMethodSymbol? Target(IOperation target) => target switch
    {
        IMethodReferenceOperation reference => reference.Method,
        IAnonymousFunctionOperation lambda => Only(lambda.Body),
        _ => null,
    };

    /// <summary>What a body calls that does nothing else; a lambda without a result has a return behind its statement, which nobody wrote.</summary>
    private static IMethodSymbol? Only(IBlockOperation body)
    {
        IOperation[] statements = [.. body.Operations.Where(static each => each is not IReturnOperation { ReturnedValue: null })];
        return statements.Length == 1 ? Called(statements[0]) : null;
    }

    private static IMethodSymbol? Called(IOperation? operation) => operation switch
    {
        IReturnOperation back => Called(back.ReturnedValue),
        IExpressionStatementOperation statement => Called(statement.Operation),
        IAwaitOperation wait => Called(wait.Operation),
        IConversionOperation conversion => Called(conversion.Operand),
        IInvocationOperation call => call.TargetMethod,
        _ => null,
    };
}
