namespace Gudok.Numbers.Tests.Parties;

public sealed class PartyMaskTests
{
    [Theory]
    [InlineData("79121234589", "+7 (912) ***-**-89")]
    [InlineData("78005553535", "+7 (800) ***-**-35")]
    [InlineData("77172123456", "+7 (7172) ** ** 56")]
    [InlineData("442079460958", "+44 20 **** **58")]
    [InlineData("16502530000", "+1 650-***-**00")]
    [InlineData("71234567890", "+7 ********90")]
    [InlineData("2908123", "+290 ****")]
    [InlineData("999123456789", "+************")]
    public void Number_keeps_country_area_and_last_two_digits(string digits, string mask)
    {
        Assert.True(PhoneNumber.TryCreate(PartyKind.E164, digits, out var number));
        Assert.Equal(mask, PartyMask.Mask(number));
        Assert.Equal(mask, number.ToString());
        Assert.Equal(mask, Party.E164(number).ToString());
    }

    [Fact]
    public void Extension_keeps_its_first_digit_and_a_short_number_is_shown()
    {
        Assert.True(PhoneNumber.TryCreate(PartyKind.Internal, "0451", out var extension));
        Assert.True(PhoneNumber.TryCreate(PartyKind.Short, "112", out var emergency));
        Assert.Equal("0***", PartyMask.Mask(extension));
        Assert.Equal("112", PartyMask.Mask(emergency));
        Assert.Equal("", PartyMask.Mask(default));
    }

    [Theory]
    [InlineData("anna", "a***")]
    [InlineData("", "")]
    [InlineData("\U0001F600x", "\U0001F600***")]
    public void Name_keeps_its_first_letter(string name, string mask)
    {
        Assert.Equal(mask, PartyMask.MaskName(name));
    }
}
