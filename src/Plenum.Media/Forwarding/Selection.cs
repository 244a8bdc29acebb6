namespace Plenum.Media.Forwarding;

/// <summary>What a slot does with a packet of its publication.</summary>
internal enum Selection
{
    /// <summary>It is of a stream that the slot is not fed from.</summary>
    Ignore,

    /// <summary>It is of the slot's stream, and left out.</summary>
    Drop,

    /// <summary>It goes on.</summary>
    Forward,

    /// <summary>It goes on, and the slot is fed from its stream from now on.</summary>
    Switch,
}
