namespace Plenum.Engine.Sfu;

/// <summary>Why an offer has no answer.</summary>
public enum SfuRefusal
{
    /// <summary>The offer cannot be read or answered; <see cref="SfuAnswer.Refused.Problem"/> says why.</summary>
    BadDescription,

    /// <summary>The connection that it wants to change is gone: a new one is needed.</summary>
    ConnectionNotFound,

    /// <summary>The room is closed or its shard is gone, or it has as many connections as it may.</summary>
    Unavailable,
}
