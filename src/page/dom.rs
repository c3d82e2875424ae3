//! The tree of a page, parsed as browsers do, in one arena.

use super::token::Markup;
use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, QualName, expanded_name, local_name, ns};
use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

/// Most nodes of one tree; what comes behind them is parsed, but not kept.
const NODES_MAX: usize = 2_000_000;

/// Index of a node; 0 is the document.
pub(super) type NodeId = u32;
const NONE: NodeId = NodeId::MAX;

/// What a node is.
#[derive(Debug)]
pub(super) enum Kind {
    Document,
    Element { name: QualName, attributes: Vec<Attribute> },
    Text(StrTendril),
    Other,
}

/// One node with its neighbours.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) kind: Kind,
    parent: NodeId,
    previous: NodeId,
    next: NodeId,
    first: NodeId,
    last: NodeId,
    depth: u32,
}

/// A parsed page.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
}

impl Tree {
    /// Parses a page.
    pub(super) fn parse(html: &str) -> Self {
        /// Fewest bytes of markup for one node on an ordinary page.
        const NODE_BYTES: usize = 24;
        let sink = Sink::default();
        sink.nodes.borrow_mut().reserve((html.len() / NODE_BYTES).min(NODES_MAX));
        Markup::read(html, sink)
    }

    pub(super) fn kind(&self, id: NodeId) -> &Kind {
        &self.nodes[id as usize].kind
    }

    pub(super) fn first_child(&self, id: NodeId) -> Option<NodeId> {
        some(self.nodes[id as usize].first)
    }

    pub(super) fn next_sibling(&self, id: NodeId) -> Option<NodeId> {
        some(self.nodes[id as usize].next)
    }

    pub(super) fn parent(&self, id: NodeId) -> Option<NodeId> {
        some(self.nodes[id as usize].parent)
    }

    /// The name of an element; empty for other nodes.
    pub(super) fn name(&self, id: NodeId) -> &str {
        self.local_name(id).map_or("", |name| name)
    }

    /// The name of an element as it is interned: to compare it is to compare two words.
    pub(super) fn local_name(&self, id: NodeId) -> Option<&LocalName> {
        match self.kind(id) {
            Kind::Element { name, .. } => Some(&name.local),
            _ => None,
        }
    }

    /// An attribute of an element.
    pub(super) fn attribute(&self, id: NodeId, wanted: &LocalName) -> Option<&str> {
        match self.kind(id) {
            Kind::Element { attributes, .. } => attributes.iter().find(|a| a.name.local == *wanted).map(|a| &*a.value),
            _ => None,
        }
    }
}

fn some(id: NodeId) -> Option<NodeId> {
    (id != NONE).then_some(id)
}

impl Node {
    fn new(kind: Kind) -> Self {
        Self { kind, parent: NONE, previous: NONE, next: NONE, first: NONE, last: NONE, depth: 0 }
    }
}

pub(super) struct Sink {
    pub(super) nodes: RefCell<Vec<Node>>,
    /// Depth of the element that was opened or closed last.
    pub(super) depth: Cell<u32>,
}

impl Default for Sink {
    fn default() -> Self {
        Self { nodes: RefCell::new(vec![Node::new(Kind::Document)]), depth: Cell::new(0) }
    }
}

impl Sink {
    fn add(&self, kind: Kind) -> NodeId {
        let mut nodes = self.nodes.borrow_mut();
        if nodes.len() >= NODES_MAX {
            // The last node stands for all that is left out; it never gets into the tree.
            return (nodes.len() - 1) as NodeId;
        }
        nodes.push(Node::new(kind));
        (nodes.len() - 1) as NodeId
    }

    fn detach(nodes: &mut [Node], id: NodeId) {
        let Node { parent, previous, next, .. } = nodes[id as usize];
        if parent == NONE {
            return;
        }
        match some(previous) {
            Some(p) => nodes[p as usize].next = next,
            None => nodes[parent as usize].first = next,
        }
        match some(next) {
            Some(n) => nodes[n as usize].previous = previous,
            None => nodes[parent as usize].last = previous,
        }
        let node = &mut nodes[id as usize];
        (node.parent, node.previous, node.next) = (NONE, NONE, NONE);
    }

    fn insert(nodes: &mut [Node], id: NodeId, parent: NodeId, before: NodeId) {
        if nodes.len() >= NODES_MAX && id as usize == nodes.len() - 1 {
            return;
        }
        Self::detach(nodes, id);
        let previous = if before == NONE { nodes[parent as usize].last } else { nodes[before as usize].previous };
        (nodes[id as usize].parent, nodes[id as usize].previous, nodes[id as usize].next) = (parent, previous, before);
        match some(previous) {
            Some(p) => nodes[p as usize].next = id,
            None => nodes[parent as usize].first = id,
        }
        match some(before) {
            Some(b) => nodes[b as usize].previous = id,
            None => nodes[parent as usize].last = id,
        }
    }

    fn put(&self, child: NodeOrText<NodeId>, parent: NodeId, before: NodeId) {
        match child {
            NodeOrText::AppendNode(id) => {
                let nodes = &mut *self.nodes.borrow_mut();
                Self::insert(nodes, id, parent, before);
                let depth = nodes[parent as usize].depth + 1;
                nodes[id as usize].depth = depth;
                self.depth.set(depth);
            }
            NodeOrText::AppendText(text) => {
                {
                    let mut nodes = self.nodes.borrow_mut();
                    let previous =
                        if before == NONE { nodes[parent as usize].last } else { nodes[before as usize].previous };
                    if let Some(p) = some(previous)
                        && let Kind::Text(old) = &mut nodes[p as usize].kind
                    {
                        old.push_tendril(&text);
                        return;
                    }
                }
                let id = self.add(Kind::Text(text));
                Self::insert(&mut self.nodes.borrow_mut(), id, parent, before);
            }
        }
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Tree;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Tree {
        Tree { nodes: self.nodes.into_inner() }
    }
    fn parse_error(&self, _: Cow<'static, str>) {}

    fn pop(&self, node: &NodeId) {
        self.depth.set(self.nodes.borrow()[*node as usize].depth.saturating_sub(1));
    }
    fn get_document(&self) -> NodeId {
        0
    }
    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Ref<'a, QualName> {
        static NAMELESS: QualName = QualName { prefix: None, ns: ns!(html), local: local_name!("div") };
        Ref::map(self.nodes.borrow(), |nodes| match &nodes[*target as usize].kind {
            Kind::Element { name, .. } => name,
            _ => &NAMELESS,
        })
    }
    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> NodeId {
        self.add(Kind::Element { name, attributes })
    }
    fn create_comment(&self, _: StrTendril) -> NodeId {
        self.add(Kind::Other)
    }
    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        self.add(Kind::Other)
    }
    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.put(child, *parent, NONE);
    }
    fn append_based_on_parent_node(&self, element: &NodeId, previous: &NodeId, child: NodeOrText<NodeId>) {
        let has_parent = self.nodes.borrow()[*element as usize].parent != NONE;
        if has_parent { self.append_before_sibling(element, child) } else { self.append(previous, child) }
    }
    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}
    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        *target
    }
    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }
    fn set_quirks_mode(&self, _: QuirksMode) {}
    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        let parent = self.nodes.borrow()[*sibling as usize].parent;
        if parent != NONE {
            self.put(child, parent, *sibling);
        }
    }
    fn add_attrs_if_missing(&self, target: &NodeId, new: Vec<Attribute>) {
        if let Kind::Element { attributes, .. } = &mut self.nodes.borrow_mut()[*target as usize].kind {
            for a in new {
                if !attributes.iter().any(|b| b.name == a.name) {
                    attributes.push(a);
                }
            }
        }
    }
    fn remove_from_parent(&self, target: &NodeId) {
        Self::detach(&mut self.nodes.borrow_mut(), *target);
    }
    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        let mut nodes = self.nodes.borrow_mut();
        while let Some(child) = some(nodes[*node as usize].first) {
            Self::insert(&mut nodes, child, *new_parent, NONE);
        }
    }
    fn is_mathml_annotation_xml_integration_point(&self, _: &NodeId) -> bool {
        let _ = expanded_name!(mathml "annotation-xml");
        false
    }
}
