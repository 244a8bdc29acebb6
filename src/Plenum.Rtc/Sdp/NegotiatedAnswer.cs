namespace Plenum.Rtc.Sdp;

/// <summary>An answer and what it agreed on.</summary>
/// <param name="Description">The answer to send.</param>
/// <param name="Session">What is agreed.</param>
public sealed record NegotiatedAnswer(SessionDescription Description, NegotiatedSession Session);
