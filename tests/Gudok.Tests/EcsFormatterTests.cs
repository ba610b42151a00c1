using System.Diagnostics;
using System.Text.Json;
using Gudok.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gudok.Tests;

public sealed class EcsFormatterTests
{
    private readonly EcsFormatter _formatter = new(new ManualClock(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero)));

    [Fact]
    public void A_line_has_the_fields_of_the_schema_and_nothing_that_an_exception_quotes()
    {
        using var line = JsonDocument.Parse(Write(new InvalidOperationException("79161234567")));
        var root = line.RootElement;
        Assert.Equal(("2026-11-22T12:00:00.000000Z", "warn", "done 1", "Gudok.Tests", "7301"), (Text(root, "@timestamp"), Text(root, "log.level"), Text(root, "message"), Text(root, "log.logger"), Text(root, "event.code")));
        Assert.Equal("System.InvalidOperationException", Text(root, "error.type"));
        Assert.DoesNotContain("79161234567", root.GetRawText(), StringComparison.Ordinal);
        Assert.EndsWith("}\n", Write(null), StringComparison.Ordinal);
    }

    [Fact]
    public void A_trace_of_our_own_is_named_and_one_from_outside_is_not()
    {
        using (var own = new Activity("request").Start())
        {
            using var line = JsonDocument.Parse(Write(null));
            Assert.Equal(own.TraceId.ToHexString(), Text(line.RootElement, "trace.id"));
        }

        using var foreign = new Activity("request").SetParentId("00-79161234567000000000000000000000-0000000000000001-00").Start();
        Assert.DoesNotContain("79161234567", Write(null), StringComparison.Ordinal);
    }

    private string Write(Exception? fault)
    {
        using var text = new StringWriter();
        var entry = new LogEntry<int>(LogLevel.Warning, "Gudok.Tests", new EventId(7301), 1, fault, (state, _) => "done " + state.ToString(System.Globalization.CultureInfo.InvariantCulture));
        _formatter.Write(entry, null, text);
        return text.ToString();
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
