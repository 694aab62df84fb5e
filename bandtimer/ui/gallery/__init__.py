"""Pictures of every page in every state, and what measuring finds wrong with them.

For developers. A page is painted twice: into a picture to look at, and onto a device that keeps
where each text and each ground came to lie. Measuring what is painted, whoever paints it, needs
no help of the widgets, so none of them can forget to give it.
"""
