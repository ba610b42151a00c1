using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gudok.Tests;

/// <summary>Takes everything that is logged, from the finest level on, in the form in which it is written.</summary>
internal sealed class LogTrap : ILoggerProvider
{
    private readonly Lock _gate = new();
    private readonly StringWriter _written = new();
    private readonly EcsFormatter _formatter = new(TimeProvider.System);

    /// <summary>What was logged.</summary>
    public string Text
    {
        get
        {
            lock (_gate) return _written.ToString();
        }
    }

    public ILogger CreateLogger(string categoryName) => new Trap(this, categoryName);

    public void Dispose() => _written.Dispose();

    private sealed class Trap(LogTrap trap, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (trap._gate) trap._formatter.Write(new LogEntry<TState>(logLevel, category, eventId, state, exception, formatter), null, trap._written);
        }
    }
}
