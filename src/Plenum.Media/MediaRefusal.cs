namespace Plenum.Media;

/// <summary>Why a command had no effect.</summary>
public enum MediaRefusal
{
    /// <summary>It had.</summary>
    None,

    /// <summary>The number is in use.</summary>
    Exists,

    /// <summary>There is no such publication.</summary>
    UnknownPublication,

    /// <summary>There is no such subscriber.</summary>
    UnknownSubscriber,

    /// <summary>There is no such slot.</summary>
    UnknownSlot,

    /// <summary>The room, or the subscriber, has as many as it may.</summary>
    TooMany,

    /// <summary>No layers, more than there can be, or no format.</summary>
    BadOptions,

    /// <summary>Pictures cannot be heard, nor sound seen; or the slot follows the speakers.</summary>
    WrongSlot,
}
