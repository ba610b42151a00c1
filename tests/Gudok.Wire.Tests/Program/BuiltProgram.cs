using Gudok.Testing;

namespace Gudok.Wire.Tests;

/// <summary>The program as it ships, built by the script at the repository's root.</summary>
internal static class BuiltProgram
{
    private static readonly TimeSpan LongestBuild = TimeSpan.FromMinutes(5);
    private static readonly SemaphoreSlim Turn = new(1, 1);
    private static string? _path;

    /// <summary>Its full path; the script is asked once, and builds it if the sources are newer.</summary>
    public static async Task<string> PathAsync()
    {
        await Turn.WaitAsync();
        try
        {
            if (_path is not null) return _path;
            using var limit = new CancellationTokenSource(LongestBuild);
            await ForeignProcess.RunAsync(RepositoryFolder.PathOf("gudok"), RepositoryFolder.Root, ["--version"], limit.Token);
            return _path = RepositoryFolder.PathOf("artifacts", "gudok", "gudok");
        }
        finally
        {
            Turn.Release();
        }
    }
}
