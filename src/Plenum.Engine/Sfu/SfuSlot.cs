namespace Plenum.Engine.Sfu;

/// <summary>A receive slot of a connection: a section in which the SFU sends.</summary>
/// <param name="Mid">"a=mid" of the section.</param>
/// <param name="IsVideo">Whether it takes pictures; else it takes sound.</param>
/// <param name="Place">
/// Its place among the slots of its kind, from 0. The receiver plays the audio and the video slot of one place in step:
/// bind what one participant publishes to slots of one place, and what does not belong together to others.
/// </param>
public sealed record SfuSlot(string Mid, bool IsVideo, int Place);
