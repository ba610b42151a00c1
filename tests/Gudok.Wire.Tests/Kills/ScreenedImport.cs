using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Gudok.Testing;

namespace Gudok.Wire.Tests;

/// <summary>An import on a screen, so that its progress line can be read.</summary>
internal sealed partial class ScreenedImport : IAsyncDisposable
{
    private readonly ForeignProcess _screen;
    private readonly int _id;

    private ScreenedImport(ForeignProcess screen, int id)
    {
        _screen = screen;
        _id = id;
    }

    /// <summary>How many calls the progress line has said to be recorded.</summary>
    public long Shown => ShownNumber().Matches(_screen.Output).Select(match => long.Parse(match.Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture))
        .DefaultIfEmpty().Max();

    public static async Task<ScreenedImport> StartAsync(Installation installation, string file)
    {
        var screen = installation.StartOnScreen("import", file);
        var children = $"/proc/{screen.Id}/task/{screen.Id}/children";
        var id = "";
        await Eventually.IsSoAsync(async () =>
        {
            if (!screen.HasExited) id = (await File.ReadAllTextAsync(children)).Trim();
            return id.Length > 0 || screen.HasExited;
        });
        return new ScreenedImport(screen, int.Parse(id, CultureInfo.InvariantCulture));
    }

    /// <summary>Kills it (SIGKILL) and waits until it is gone; false if it had ended by itself.</summary>
    public async Task<bool> KillAsync()
    {
        var wasAlive = IsAlive();
        if (wasAlive) Kill();
        await Eventually.IsSoAsync(() => !IsAlive());
        return wasAlive;
    }

    // Until its screen asks for it, what has ended stays in the table as a zombie; as long as one of its threads writes to the disk, it holds its files.
    private bool IsAlive()
    {
        try
        {
            var state = File.ReadAllText($"/proc/{_id}/stat");
            return state[state.LastIndexOf(')') + 2] is not ('Z' or 'X') || Directory.GetDirectories($"/proc/{_id}/task").Length > 1;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private void Kill()
    {
        try
        {
            using var process = Process.GetProcessById(_id);
            process.Kill();
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            // It ended between two looks.
        }
    }

    public ValueTask DisposeAsync() => _screen.DisposeAsync();

    [GeneratedRegex("([0-9,]+) calls recorded", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ShownNumber();
}
