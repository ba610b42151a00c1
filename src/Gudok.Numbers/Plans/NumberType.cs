namespace Gudok.Numbers;

/// <summary>What a number of the public network is for, as its numbering plan says.</summary>
public enum NumberType : byte
{
    /// <summary>The plan does not assign the number.</summary>
    Unknown,

    /// <summary>A line at a place.</summary>
    FixedLine,

    /// <summary>A mobile telephone.</summary>
    Mobile,

    /// <summary>The plan does not tell fixed and mobile apart, as in North America.</summary>
    FixedLineOrMobile,

    /// <summary>Free of charge to the caller: 8-800.</summary>
    TollFree,

    /// <summary>Charged above the usual.</summary>
    PremiumRate,

    /// <summary>Charged in part to the caller, in part to the called.</summary>
    SharedCost,

    /// <summary>A range set aside for telephony over IP.</summary>
    Voip,

    /// <summary>Follows a person wherever the person is.</summary>
    PersonalNumber,

    /// <summary>A pager.</summary>
    Pager,

    /// <summary>A company's universal access number.</summary>
    Uan,

    /// <summary>Leads to a voice mailbox.</summary>
    Voicemail,
}
