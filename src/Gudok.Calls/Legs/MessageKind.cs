using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>What a method means to a call.</summary>
internal enum MessageKind
{
    /// <summary>INVITE, ACK, BYE, CANCEL, REFER: written to the log.</summary>
    Logged,

    /// <summary>PRACK, UPDATE, INFO: only ever within a dialog; shows that the call lives.</summary>
    InDialog,

    /// <summary>OPTIONS, NOTIFY, MESSAGE, SUBSCRIBE and unknown ones: shows that a call lives if it carries its tags.</summary>
    Either,

    /// <summary>REGISTER, PUBLISH: never part of a call.</summary>
    Foreign,
}

/// <summary>Sorts methods by what they mean to a call.</summary>
internal static class MessageKinds
{
    /// <summary>The kind of a method.</summary>
    public static MessageKind Of(SipMethod method) => method switch
    {
        SipMethod.Invite or SipMethod.Ack or SipMethod.Bye or SipMethod.Cancel or SipMethod.Refer => MessageKind.Logged,
        SipMethod.Prack or SipMethod.Update or SipMethod.Info => MessageKind.InDialog,
        SipMethod.Options or SipMethod.Notify or SipMethod.Message or SipMethod.Subscribe or SipMethod.Other => MessageKind.Either,
        SipMethod.Register or SipMethod.Publish => MessageKind.Foreign,
    };

    /// <summary>Whether a message may open a call: a dialog-forming INVITE, or what can prove a call whose INVITE was missed or is yet
    /// to come.</summary>
    public static bool MayOpenCall(in SipMessage message) => message.Method switch
    {
        SipMethod.Invite or SipMethod.Bye or SipMethod.Cancel => true,
        _ => false,
    };
}
