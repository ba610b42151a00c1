using Microsoft.Extensions.Logging;

namespace Gudok.Capture.Tests;

/// <summary>Keeps what was logged.</summary>
internal sealed class LogLines : ILogger
{
    private readonly Lock _turn = new();
    private readonly List<string> _lines = [];

    /// <summary>Level and text of each line, oldest first.</summary>
    public IReadOnlyList<string> All
    {
        get
        {
            lock (_turn) return [.. _lines];
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_turn) _lines.Add($"{logLevel} {formatter(state, exception)}");
    }
}
