namespace Gudok.Sip;

/// <summary>A request method. Names are case-sensitive (RFC 3261 §7.1).</summary>
public enum SipMethod : byte
{
    /// <summary>A method not listed here; its text is kept.</summary>
    Other,

    /// <summary>RFC 3261 §13.</summary>
    Invite,

    /// <summary>RFC 3261 §13.</summary>
    Ack,

    /// <summary>RFC 3261 §15.</summary>
    Bye,

    /// <summary>RFC 3261 §9.</summary>
    Cancel,

    /// <summary>RFC 3261 §11.</summary>
    Options,

    /// <summary>RFC 3261 §10.</summary>
    Register,

    /// <summary>RFC 3262.</summary>
    Prack,

    /// <summary>RFC 6665.</summary>
    Subscribe,

    /// <summary>RFC 6665.</summary>
    Notify,

    /// <summary>RFC 3903.</summary>
    Publish,

    /// <summary>RFC 6086.</summary>
    Info,

    /// <summary>RFC 3515.</summary>
    Refer,

    /// <summary>RFC 3428.</summary>
    Message,

    /// <summary>RFC 3311.</summary>
    Update,
}
