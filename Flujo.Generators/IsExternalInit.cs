// The compiler asks for this type where a record has init-only properties; netstandard2.0 does not have it.
namespace System.Runtime.CompilerServices;

internal static class IsExternalInit;
