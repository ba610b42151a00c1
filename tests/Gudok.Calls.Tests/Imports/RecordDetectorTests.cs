using System.Text;
using Gudok.Testing;

namespace Gudok.Calls.Tests;

public sealed class RecordDetectorTests
{
    [Fact]
    public void Every_sample_is_told_by_its_content_but_a_table_that_only_its_owner_knows()
    {
        foreach (var (source, sample) in ImportSamples.All)
            Assert.Equal(source.Format == RecordFormat.Csv ? null : source.Format, RecordDetector.Detect(Encoding.UTF8.GetBytes(sample)));
    }

    [Fact]
    public void Every_sample_is_read_without_a_fault()
    {
        foreach (var (source, sample) in ImportSamples.All)
        {
            var run = RecordRun.Of(source, null, null, Encoding.UTF8.GetBytes(sample));
            Assert.Empty(run.Refused.Select(line => $"{source.Format}: {line}"));
            Assert.NotEmpty(run.Calls);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("Dear operator, this is no table at all.")]
    [InlineData("a,b,c\n1,2,3\n")]
    [InlineData("<html></html>")]
    [InlineData("{\"a\": 1}")]
    [InlineData("GET|a|b|c|d|e|f")]
    [InlineData("\u0000\u0001\u0002\u0003")]
    public void What_may_be_anything_is_not_guessed(string text) => Assert.Null(RecordDetector.Detect(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void A_byte_order_mark_does_not_hide_the_format() =>
        Assert.Equal(RecordFormat.Cucm, RecordDetector.Detect([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(ImportSamples.Cucm)]));

    [Fact]
    public void Names_and_formats_are_pairs()
    {
        foreach (var format in Enum.GetValues<RecordFormat>())
        {
            Assert.True(RecordFormats.TryRead(RecordFormats.NameOf(format), out var read));
            Assert.Equal(format, read);
        }
    }
}
