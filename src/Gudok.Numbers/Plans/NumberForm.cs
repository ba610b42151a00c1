namespace Gudok.Numbers;

/// <summary>How a number of the public network is written.</summary>
public enum NumberForm
{
    /// <summary>Plus and digits: <c>+79161234567</c>.</summary>
    E164,

    /// <summary>As one country writes it to another: <c>+7 916 123-45-67</c> (ITU-T E.123).</summary>
    International,

    /// <summary>As it is written at home: <c>8 (916) 123-45-67</c>.</summary>
    National,

    /// <summary>As Gudok shows it: international, but numbers of code 7 with their area code in brackets, <c>+7 (916) 123-45-67</c>.</summary>
    Display,
}
