using System.Globalization;

namespace Gudok.Capture;

/// <summary>How a number is spelt in a SIP address.</summary>
internal enum NumberForm : byte
{
    Extension,
    Plus,
    Seven,
    Eight,
}

/// <summary>A Russian number (ten digits) or an extension, with its spelling.</summary>
internal readonly record struct SimulatedNumber(ulong Digits, NumberForm Form)
{
    /// <summary>E.164 with plus, or the extension.</summary>
    public string Text => (Form == NumberForm.Extension ? "" : "+7") + Digits.ToString(CultureInfo.InvariantCulture);

    public void Write(ref SipTextWriter writer)
    {
        writer.Add(Form switch
        {
            NumberForm.Extension => default,
            NumberForm.Plus => "+7"u8,
            NumberForm.Seven => "7"u8,
            NumberForm.Eight => "8"u8,
        });
        writer.Add(Digits);
    }
}
