using System.Text.Json;
using Gudok.Testing;

namespace Gudok.Calls.Tests;

public sealed class CallsJsonTests
{
    private static readonly CallView View = new()
    {
        Id = "019a9ee0-0000-8000-8000-000000000001",
        SessionId = "a",
        Legs = [],
        Direction = CallDirection.Inbound,
        Caller = PartyViews.Masked("+7495*****01"),
        StartedAt = "2026-11-21T09:00:00.000000Z",
        Disposition = CallDisposition.NoAnswer,
        Source = "import",
    };

    [Fact]
    public void Words_are_camel_case_and_unknown_members_left_out()
    {
        var json = JsonSerializer.Serialize(View, CallsJson.Plain.CallView);
        Assert.Contains("\"caller\":{\"form\":\"mask\",\"text\":\"+7495*****01\"}", json, StringComparison.Ordinal);
        Assert.Contains("\"disposition\":\"noAnswer\"", json, StringComparison.Ordinal);
        Assert.DoesNotContain("null", json, StringComparison.Ordinal);
        Assert.DoesNotContain("callee", json, StringComparison.Ordinal);
    }

    [Fact]
    public void A_view_reads_back_as_written()
    {
        var json = JsonSerializer.Serialize(View, CallsJson.Plain.CallView);
        var read = JsonSerializer.Deserialize(json, CallsJson.Plain.CallView)!;
        Assert.Equal(json, JsonSerializer.Serialize(read, CallsJson.Plain.CallView));
    }

    [Fact]
    public void A_number_in_place_of_a_word_is_refused() =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize("{\"form\":1,\"text\":\"\"}", CallsJson.Plain.PartyView));

    [Fact]
    public void Every_word_reads_back()
    {
        foreach (var word in Word.All<CallDisposition>())
        {
            Assert.True(Word.TryRead<CallDisposition>(word, out var value));
            Assert.Equal(word, Word.Of(value));
        }

        Assert.False(Word.TryRead<CallDisposition>("NoAnswer", out _));
        Assert.False(Word.TryRead<CallDisposition>("4", out _));
    }
}
