namespace Gudok.Numbers.Tests.Parties;

public sealed class PartyOptionsTests
{
    [Fact]
    public void Default_settings_are_sound()
    {
        Assert.Empty(new PartyOptions().Validate());
    }

    [Fact]
    public void All_mistakes_are_told_at_once_and_none_repeats_a_number()
    {
        var options = new PartyOptions
        {
            Region = "RUS",
            ExtensionDigits = 0,
            OwnNumbers = { "100..199", "+79161234567..+7916123456", "199..100", "89161234567x" },
            ShortNumbers = { "122", "12345678" },
            InternationalPrefixes = { "00", "+" },
            InternalRealms = { [" "] = "a" },
        };
        var faults = options.Validate();
        string[] settings = ["Region", "ExtensionDigits", "OwnNumbers:1", "OwnNumbers:2", "OwnNumbers:3", "ShortNumbers:1", "InternationalPrefixes:1", "InternalRealms"];
        Assert.Equal(settings.Select(setting => $"Numbers:{setting}"), faults.Select(fault => fault[..fault.IndexOf(": ", StringComparison.Ordinal)]));
        Assert.DoesNotContain(faults, fault => fault.Contains("916", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("+74951234550", true)]
    [InlineData("84951234500", true)]
    [InlineData("8 (495) 123-45-99", true)]
    [InlineData("+74951234600", false)]
    [InlineData("88005553535", true)]
    [InlineData("4512", true)]
    [InlineData("112", false)]
    [InlineData("1234567", false)]
    [InlineData("7654321", true)]
    [InlineData("anna@pbx", false)]
    [InlineData("", false)]
    public void Own_numbers_tell_inbound_from_outbound(string text, bool isOurs)
    {
        var reader = new PartyReader(new PartyOptions { OwnNumbers = { "+74951234500..+74951234599", "8 800 555-35-35", "7654000..7654999" } });
        Assert.Equal(isOurs, reader.Own.Contains(reader.Read(text)));
    }
}
