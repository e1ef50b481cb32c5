namespace Flujo.Runtime.Tests.Api;

/// <summary>Catches what a body throws. xunit's own takes a body that only throws for an asynchronous one.</summary>
internal static class Thrown
{
    public static Exception? By(Action body)
    {
        try
        {
            body();
            return null;
        }
        catch (Exception error)
        {
            return error;
        }
    }
}
