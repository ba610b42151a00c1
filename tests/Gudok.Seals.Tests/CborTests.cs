using FsCheck;
using FsCheck.Fluent;
using Gudok.Testing;

namespace Gudok.Seals.Tests;

public sealed class CborTests
{
    [Theory]
    [InlineData(0L, "00")]
    [InlineData(23L, "17")]
    [InlineData(24L, "1818")]
    [InlineData(255L, "18ff")]
    [InlineData(256L, "190100")]
    [InlineData(65_535L, "19ffff")]
    [InlineData(65_536L, "1a00010000")]
    [InlineData(4_294_967_295L, "1affffffff")]
    [InlineData(4_294_967_296L, "1b0000000100000000")]
    [InlineData(-1L, "20")]
    [InlineData(-24L, "37")]
    [InlineData(-25L, "3818")]
    [InlineData(long.MinValue, "3b7fffffffffffffff")]
    public void Integers_take_the_shortest_head(long value, string hex)
    {
        var writer = new CborWriter();
        writer.WriteInteger(value);
        Assert.Equal(hex, Convert.ToHexStringLower(writer.Written));
        Assert.Equal(value, new CborReader(writer.Written).ReadInteger());
    }

    [Theory]
    [InlineData(0.0, "f90000")]
    [InlineData(-0.0, "f98000")]
    [InlineData(4.5, "f94480")]
    [InlineData(100_000.0, "fa47c35000")]
    [InlineData(4.4, "fb401199999999999a")]
    [InlineData(double.PositiveInfinity, "f97c00")]
    [InlineData(double.NaN, "f97e00")]
    public void Floats_take_the_shortest_form_that_keeps_the_value(double value, string hex)
    {
        var writer = new CborWriter();
        writer.WriteDouble(value);
        Assert.Equal(hex, Convert.ToHexStringLower(writer.Written));
        Assert.Equal(value, new CborReader(writer.Written).ReadDouble());
    }

    [Fact]
    public void Structures_read_as_a_decoder_from_the_rfc_reads_them()
    {
        var writer = new CborWriter();
        writer.WriteMap(3);
        writer.WriteInteger(1);
        writer.WriteBytes([1, 2, 255]);
        writer.WriteInteger(2);
        writer.WriteArray(3);
        writer.WriteText("Гудок");
        writer.WriteBoolean(true);
        writer.WriteBoolean(false);
        writer.WriteInteger(24);
        writer.WriteDouble(1.5);
        Assert.Equal("{1: h'0102ff', 2: [\"Гудок\", true, false], 24: 1.5_1}", RfcCbor.Print(writer.Written));
    }

    [Fact]
    public void Any_integer_text_and_number_comes_back()
    {
        Prop.ForAll<long, string, double>((number, text, real) =>
        {
            var writer = new CborWriter();
            writer.WriteInteger(number);
            writer.WriteText(text ?? "");
            writer.WriteDouble(real);
            var reader = new CborReader(writer.Written);
            return reader.ReadInteger() == number && reader.ReadText() == (text ?? "") && reader.ReadDouble().Equals(real) && reader.IsAtEnd;
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("1817")]
    [InlineData("1900ff")]
    [InlineData("1bffffffffffffffff")]
    [InlineData("18")]
    [InlineData("")]
    [InlineData("41")]
    [InlineData("f4")]
    [InlineData("1c")]
    public void Integer_that_is_not_deterministic_or_cut_is_refused(string hex) =>
        Assert.Throws<InvalidDataException>(() => new CborReader(Convert.FromHexString(hex)).ReadInteger());

    [Theory]
    [InlineData("5a7fffffff")]
    [InlineData("4301")]
    public void Length_beyond_the_data_is_refused(string hex) =>
        Assert.Throws<InvalidDataException>(() => new CborReader(Convert.FromHexString(hex)).ReadBytes().Length);

    [Fact]
    public void Writing_allocates_nothing_once_the_buffer_is_large_enough()
    {
        var writer = new CborWriter();
        Assert.Equal(0, Allocations.Of(() =>
        {
            writer.Reset();
            writer.WriteMap(1);
            writer.WriteInteger(1);
            writer.WriteText("call-1@test");
            writer.WriteDouble(4.4);
        }));
    }
}
