namespace Gudok;

/// <summary>Starts Gudok.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = StopSignal.Register(stop);
        var environment = new CommandEnvironment { Opening = Task.Run(CommandTerminal.OfProcess), Arguments = arguments };
        return await GudokCommands.RunAsync(environment, stop.Token).ConfigureAwait(false);
    }
}
