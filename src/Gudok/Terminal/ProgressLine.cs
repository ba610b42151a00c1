namespace Gudok;

/// <summary>One line of progress on standard error: drawn over itself for a person, silent for a file.</summary>
internal sealed class ProgressLine(CommandTerminal terminal, TimeProvider clock)
{
    private const int BarWidth = 24;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private long _last;
    private bool _isDrawn;

    /// <summary>Draws a bar and a text, at most ten times a second.</summary>
    /// <param name="share">How much is done, 0–1; negative if that is not known.</param>
    /// <param name="text">What is being done.</param>
    public void Show(double share, string text)
    {
        if (!terminal.IsErrorShown) return;
        var now = clock.GetTimestamp();
        if (_isDrawn && clock.GetElapsedTime(_last, now) < Pause) return;
        _last = now;
        _isDrawn = true;
        var line = share < 0 ? text : Bar(share) + " " + text;
        terminal.Error.Write("\r\u001b[K" + (line.Length < terminal.Width ? line : line[..(terminal.Width - 1)]));
        terminal.Error.Flush();
    }

    /// <summary>Wipes the line.</summary>
    public void Clear()
    {
        if (!_isDrawn) return;
        terminal.Error.Write("\r\u001b[K");
        terminal.Error.Flush();
        _isDrawn = false;
    }

    private static string Bar(double share)
    {
        var full = (int)(Math.Clamp(share, 0, 1) * BarWidth);
        return $"{new string('█', full)}{new string('░', BarWidth - full)} {Math.Clamp(share, 0, 1) * 100,3:0} %";
    }
}
