using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Gudok.Access;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Gudok;

/// <summary>Log lines as JSON with the field names of the Elastic Common Schema, one object a line. What an exception says is left out, as it may quote
/// what it was given: its type and stack tell where to look.</summary>
internal sealed class EcsFormatter(TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    /// <summary>The name by which the console is told of it.</summary>
    public const string FormatterName = "ecs";

    /// <inheritdoc />
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        using var octets = new MemoryStream();
        using (var json = new Utf8JsonWriter(octets))
        {
            json.WriteStartObject();
            json.WriteString("@timestamp", clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture));
            json.WriteString("log.level", Level(logEntry.LogLevel));
            json.WriteString("message", logEntry.Formatter(logEntry.State, null));
            json.WriteString("ecs.version", "8.11.0");
            json.WriteString("log.logger", logEntry.Category);
            json.WriteString("event.code", logEntry.EventId.Id.ToString(CultureInfo.InvariantCulture));
            json.WriteString("service.name", "gudok");
            json.WriteNumber("process.pid", Environment.ProcessId);
            if ((Correlation.Current ?? Correlation.TraceOf(Activity.Current)) is { } correlation) json.WriteString("trace.id", correlation);
            if (logEntry.Exception is { } fault)
            {
                json.WriteString("error.type", fault.GetType().FullName);
                json.WriteString("error.stack_trace", fault.StackTrace);
            }

            json.WriteEndObject();
        }

        textWriter.Write(Encoding.UTF8.GetString(octets.ToArray()));
        textWriter.Write('\n');
    }

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "error",
        LogLevel.Critical => "fatal",
        LogLevel.None => "none",
    };
}
