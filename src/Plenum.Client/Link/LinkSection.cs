using Plenum.Rtc.Sdp;

namespace Plenum.Client.Link;

/// <summary>A media section of a connection.</summary>
/// <param name="Mid">Its id.</param>
/// <param name="Kind">Sound or pictures.</param>
/// <param name="IsSlot">Whether it receives; otherwise it sends.</param>
/// <param name="Track">What is sent in it; null for nothing at the moment.</param>
internal sealed record LinkSection(string Mid, MediaKind Kind, bool IsSlot, LocalTrack? Track)
{
    /// <summary>What the offer says.</summary>
    public MediaDirection Direction =>
        IsSlot ? MediaDirection.ReceiveOnly : Track is null ? MediaDirection.Inactive : MediaDirection.SendOnly;
}
