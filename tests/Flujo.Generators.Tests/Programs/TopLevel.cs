// Top-level statements.
using System;
using System.Threading.Tasks;
using Flujo;

int x = Steps.Double(2);
Console.WriteLine(x + await Steps.HalfAsync(x) + Local(3) + Mine());
int Local(int y) => Steps.Double(y);

public static class Steps
{
    [FlujoStep]
    public static int Double(int x) => x * 2;

    [FlujoStep]
    public static async Task<int> HalfAsync(int x)
    {
        await Task.Yield();
        return x / 2;
    }
}

internal partial class Program
{
    [FlujoStep]
    private static int Mine() => 1;
}

/* tree
double (completed)
half (completed)
double (completed)
mine (completed)
*/
