using System.Text;
using Gudok.Numbers.Tests.Oracle;
using Gudok.Testing;

namespace Gudok.Numbers.Tests.Parties;

/// <summary>What a SIP user part and host mean to a contact centre in Russia.</summary>
public sealed class PartyReaderTests
{
    private static readonly PartyReader Reader = new(new PartyOptions());

    [Theory]
    [InlineData(";")]
    [InlineData(";phone-context=+7")]
    [InlineData(";ext=5;;")]
    public void User_part_of_nothing_but_parameters_is_an_address(string user)
    {
        Assert.Equal(PartyKind.Address, Reader.Read(user, "pbx.example").Kind);
    }

    [Theory]
    [InlineData("+79161234567")]
    [InlineData("79161234567")]
    [InlineData("89161234567")]
    [InlineData("9161234567")]
    [InlineData("8(916)123-45-67")]
    [InlineData("+7-916-123-45-67")]
    [InlineData("8%20(916)%20123-45-67")]
    [InlineData("%2B79161234567")]
    [InlineData("81079161234567")]
    [InlineData("8~10 7 916 123 45 67")]
    [InlineData("+79161234567;npdi;rn=+79580000000")]
    [InlineData("+79161234567;ext=22")]
    [InlineData("9161234567;phone-context=+7")]
    [InlineData("1234567;phone-context=+7916")]
    public void Every_spelling_of_a_number_is_one_party(string user)
    {
        Assert.Equal(E164("79161234567"), ReadUtf8(user, "10.0.0.1:5060"));
    }

    [Theory]
    [InlineData("+78005553535", "78005553535")]
    [InlineData("88005553535", "78005553535")]
    [InlineData("81044 2079460958", "442079460958")]
    [InlineData("+77273311234", "77273311234")]
    [InlineData("87273311234", "77273311234")]
    [InlineData("+16502530000", "16502530000")]
    public void Numbers_of_any_country_are_read_in_the_habits_of_Russia(string user, string digits)
    {
        Assert.Equal(E164(digits), ReadUtf8(user, "pbx"));
    }

    [Theory]
    [InlineData("+71234567890", "71234567890")]
    [InlineData("+999123456789012", "999123456789012")]
    [InlineData("+1234567", "1234567")]
    public void Caller_that_no_plan_knows_is_kept_as_dialled(string user, string digits)
    {
        var party = ReadUtf8(user, "pbx");
        Assert.Equal(E164(digits), party);
        Assert.Equal(user, party.ToFullText());
    }

    [Theory]
    [InlineData("+112")]
    [InlineData("+9991234567890123")]
    [InlineData("12345678901234567")]
    [InlineData("*100#")]
    [InlineData("#31#89161234567")]
    [InlineData("10.0.0.1")]
    [InlineData("1-2-3")]
    [InlineData("+")]
    public void What_is_no_number_is_an_address_and_loses_nothing(string user)
    {
        var party = Reader.Read(user, "PBX.Example.RU");
        Assert.Equal(Party.Address(user + "@pbx.example.ru"), party);
        Assert.Equal(user, party.ToFullText());
    }

    [Theory]
    [InlineData("112")]
    [InlineData("01")]
    [InlineData("104")]
    public void Short_numbers_of_the_region_are_short(string user)
    {
        Assert.True(PhoneNumber.TryCreate(PartyKind.Short, user, out var number));
        Assert.Equal(Party.Short(number, "RU"), ReadUtf8(user, "pbx"));
    }

    [Theory]
    [InlineData("100")]
    [InlineData("0112")]
    [InlineData("4512")]
    [InlineData("81234567890")]
    [InlineData("71234567890")]
    [InlineData("0097239287044")]
    [InlineData("1234567890123456")]
    public void Digits_that_no_plan_knows_are_internal_with_every_zero(string user)
    {
        var party = ReadUtf8(user, "pbx");
        Assert.Equal(PartyKind.Internal, party.Kind);
        Assert.Equal(user, party.ToFullText());
        Assert.Equal("", party.Scope);
    }

    [Theory]
    [InlineData("anonymous", "anonymous.invalid")]
    [InlineData("79161234567", "anonymous.invalid")]
    [InlineData("Anonymous", "10.0.0.1")]
    [InlineData("unavailable", "10.0.0.1")]
    [InlineData("Restricted", "pbx")]
    [InlineData("", "anonymous.invalid")]
    public void Hidden_callers_are_withheld(string user, string host)
    {
        Assert.Equal(Party.Withheld, ReadUtf8(user, host));
    }

    [Theory]
    [InlineData("Alice", "Example.COM:5061", "Alice@example.com")]
    [InlineData("alice", "[2001:DB8::1]:5060", "alice@2001:db8::1")]
    [InlineData("alice", "2001:DB8::1", "alice@2001:db8::1")]
    [InlineData("%D0%B0nna", "pbx", "аnna@pbx")]
    [InlineData("user;par=u%40example.net", "example.com", "user;par=u@example.net@example.com")]
    [InlineData("", "Example.com:5060", "example.com")]
    [InlineData("100%", "pbx", "100%@pbx")]
    public void Names_keep_their_spelling_and_hosts_lose_case_and_port(string user, string host, string address)
    {
        Assert.Equal(Party.Address(address), ReadUtf8(user, host));
    }

    [Theory]
    [InlineData(";phone-context=+7", "pbx.example.org")]
    [InlineData(";", "pbx.example.org")]
    [InlineData(";", "")]
    public void User_of_parameters_alone_is_an_address(string user, string host) =>
        Assert.Equal(PartyKind.Address, Reader.Read(user, host).Kind);

    [Fact]
    public void Nothing_at_all_is_no_party()
    {
        Assert.Equal(default, ReadUtf8("", ""));
        Assert.Equal(default, Reader.Read("  "));
    }

    [Fact]
    public void Extensions_of_two_exchanges_differ_by_realm()
    {
        var options = new PartyOptions { InternalRealms = { ["pbx-a.example"] = "a", ["pbx-b.example"] = "b" } };
        var reader = new PartyReader(options);
        Assert.Equal("a", reader.Read("4512", "PBX-A.example:5060").Scope);
        Assert.Equal("b", reader.Read("4512", "pbx-b.example").Scope);
        Assert.Equal("b", reader.Read("4512;phone-context=pbx-b.example", "gateway").Scope);
        Assert.NotEqual(reader.Read("4512", "pbx-a.example"), reader.Read("4512", "pbx-b.example"));
    }

    [Fact]
    public void Foreign_prefix_counts_only_where_the_settings_name_it()
    {
        var reader = new PartyReader(new PartyOptions { InternationalPrefixes = { "00" } });
        Assert.Equal(E164("97239287044"), reader.Read("0097239287044", "gsm"));
        Assert.Equal(PartyKind.Internal, reader.Read("0012345678", "gsm").Kind);
    }

    [Fact]
    public void Lost_plus_is_put_back_only_where_the_settings_say_so()
    {
        var reader = new PartyReader(new PartyOptions { AcceptsMissingPlus = true });
        Assert.Equal(E164("998901234567"), reader.Read("998901234567", "trunk"));
        Assert.Equal(E164("74951234567"), reader.Read("84951234567", "trunk"));
        Assert.Equal(PartyKind.Internal, reader.Read("4512", "trunk").Kind);
        Assert.Equal(PartyKind.Internal, Reader.Read("998901234567", "trunk").Kind);
    }

    [Fact]
    public void Full_text_of_any_number_reads_back_as_the_same_party()
    {
        const int seed = 11;
        foreach (var number in new NumberGenerator(NumberingPlan.Default.Table, NumberingPlan.Default.Writer, seed).Make(10))
        {
            var party = new PartyReader(new PartyOptions { Region = number.Region.Length > 0 ? number.Region : "RU" }).Read(number.Text);
            if (party.Kind != PartyKind.E164) continue;
            if (Reader.Read(party.ToFullText(), "pbx") != party) Assert.Fail($"seed {seed}: {number.Region} {number.Text}");
        }
    }

    [Fact]
    public void Password_of_a_user_is_dropped()
    {
        Assert.Equal(Party.Address("anna@pbx"), Reader.Read("anna:secret"u8, "pbx"u8));
        Assert.Equal(Party.Address("an:na@pbx"), Reader.Read("an%3Ana"u8, "pbx"u8));
    }

    [Fact]
    public void Own_extension_wins_over_a_short_number()
    {
        var reader = new PartyReader(new PartyOptions { OwnNumbers = { "100..199" }, ShortNumbers = { "122", "0890" } });
        Assert.Equal(PartyKind.Internal, reader.Read("112", "pbx").Kind);
        Assert.Equal(PartyKind.Internal, reader.Read("122", "pbx").Kind);
        Assert.Equal(PartyKind.Short, reader.Read("0890", "pbx").Kind);
    }

    [Theory]
    [InlineData(" 8 (916) 123-45-67 ", "79161234567")]
    [InlineData("8 (423) 202-25-11 доб. 100", "74232022511")]
    [InlineData("тел. +7 916 123 45 67", "79161234567")]
    [InlineData("tel:+7-916-123-45-67", "79161234567")]
    [InlineData("sip:+79161234567@pbx.example;transport=tcp", "79161234567")]
    [InlineData("sip:89161234567:secret@pbx.example", "79161234567")]
    [InlineData("8-800-CALL-NOW", "78002255669")]
    [InlineData("\"Петров, А.\" <89161234567>", "79161234567")]
    [InlineData("Anna <sip:+79161234567@pbx;transport=tcp>;tag=1", "79161234567")]
    public void What_people_type_is_read(string text, string digits)
    {
        Assert.Equal(E164(digits), Reader.Read(text));
    }

    [Fact]
    public void Typed_addresses_and_extensions_are_read()
    {
        Assert.Equal(Party.Address("anna@pbx.example"), Reader.Read("sips:anna@PBX.example:5061"));
        Assert.Equal(Party.Address("pbx.example"), Reader.Read("sip:pbx.example;transport=udp"));
        Assert.Equal("4512", Reader.Read("4512").ToFullText());
        Assert.Equal(Party.Withheld, Reader.Read("Anonymous <sip:anonymous@anonymous.invalid>"));
    }

    [Fact]
    public void Endless_user_part_is_cut()
    {
        var user = new byte[70_000];
        user.AsSpan().Fill((byte)'a');
        Assert.Equal(PartyReader.MaxAddressLength, Reader.Read(user, "pbx"u8).Text.Length);
    }

    [Fact]
    public void Reading_a_number_allocates_nothing()
    {
        byte[][] users = [.. new[] { "+79161234567", "89161234567", "4512", "112", "+16502530000", "%2B442079460958" }.Select(Encoding.UTF8.GetBytes)];
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (var i = 0; i < 6000; i++) Reader.Read(users[i % users.Length], "10.0.0.1:5060"u8);
        }));
    }

    private static Party ReadUtf8(string user, string host) => Reader.Read(Encoding.UTF8.GetBytes(user), Encoding.UTF8.GetBytes(host));

    private static Party E164(string digits)
    {
        Assert.True(PhoneNumber.TryCreate(PartyKind.E164, digits, out var number));
        return Party.E164(number);
    }
}
